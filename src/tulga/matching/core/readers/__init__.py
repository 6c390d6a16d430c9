"""How each orthography is read into phonemes."""
