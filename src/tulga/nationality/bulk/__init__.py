"""The same law over millions of people: columns, bit planes, SQL, amendments."""
