CREATE TABLE "Users" (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  email VARCHAR ( 255 ) NOT NULL UNIQUE COLLATE NOCASE,
  [full name] text DEFAULT 'it''s',
  `age` int CHECK (age >= 0) DEFAULT -1,
  active BOOLEAN NOT NULL DEFAULT TRUE,
  score decimal(10, 2) DEFAULT (1 + 2),
  created timestamp DEFAULT current_timestamp,
  word DEFAULT "quoted",
  nothing DEFAULT NULL,
  kind unsigned big int,
  up TEXT GENERATED ALWAYS AS (upper(email)) STORED,
  low TEXT AS (lower("Email")),
  CONSTRAINT positive CHECK ("score" > 0 and (Age != 3))
);
