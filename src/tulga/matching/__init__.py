"""Which records may be the same human being: names across scripts, dates, family; proposals for a person to judge."""
