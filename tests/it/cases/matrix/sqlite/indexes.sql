-- always
CREATE TABLE t (id INTEGER PRIMARY KEY, a INTEGER, b TEXT);
CREATE TABLE p (id INTEGER PRIMARY KEY, k TEXT NOT NULL UNIQUE);

-- form: ix ON t (a)
CREATE INDEX ix ON t (a);

-- form: ix ON t (a DESC)
CREATE INDEX ix ON t (a DESC);

-- form: UNIQUE ix ON t (a)
CREATE UNIQUE INDEX ix ON t (a);

-- form: ix ON t (a, b)
CREATE INDEX ix ON t (a, b);

-- form: ix ON t (b COLLATE NOCASE)
CREATE INDEX ix ON t (b COLLATE NOCASE);

-- form: ix ON t (lower(b))
CREATE INDEX ix ON t (lower(b));

-- form: ix ON t (a + 1)
CREATE INDEX ix ON t (a + 1);

-- form: ix ON t (a) WHERE a > 0
CREATE INDEX ix ON t (a) WHERE a > 0;

-- form: ix ON t (a) WHERE b IN ('x', 'y')
CREATE INDEX ix ON t (a) WHERE b IN ('x', 'y');

-- form: ix ON t (b) WHERE b LIKE 'a%'
CREATE INDEX ix ON t (b) WHERE b LIKE 'a%';

-- form: UNIQUE ix ON t (b) WHERE a IS NULL
CREATE UNIQUE INDEX ix ON t (b) WHERE a IS NULL;

-- form: ix2 ON t (a)
CREATE INDEX ix2 ON t (a);

-- form: "Ix ""q" ON t (a)
CREATE INDEX "Ix ""q" ON t (a);

-- form: ix ON t (coalesce(b, 'x'), a DESC)
CREATE INDEX ix ON t (coalesce(b, 'x'), a DESC);

-- form: ix ON t (a IS NULL)
CREATE INDEX ix ON t (a IS NULL);

-- form: ix ON t (substr(b, 1, 3) COLLATE RTRIM)
CREATE INDEX ix ON t (substr(b, 1, 3) COLLATE RTRIM);

-- form: ix ON p (k)
CREATE INDEX ix ON p (k);

-- form: none

-- form: table of that name
CREATE TABLE ix (id INTEGER);
