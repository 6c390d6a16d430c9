"""Tulga: from a person's record to the published factsheet."""
