"""Names, dates and family compared: plain Python, without a database, a clock or a network."""
