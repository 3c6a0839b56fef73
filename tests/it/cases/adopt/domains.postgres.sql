CREATE DOMAIN email AS varchar(200) CONSTRAINT email_value_check CHECK (VALUE LIKE '%@%');
CREATE DOMAIN amount AS numeric(12,2) DEFAULT 0 NOT NULL CHECK (VALUE >= 0) CONSTRAINT not_huge CHECK (VALUE < 1000000);
CREATE SCHEMA far;
CREATE DOMAIN far."Word" AS text COLLATE "C";
-- Kept by its name: rows that are there are not held against its rule.
CREATE DOMAIN loose AS integer;
CREATE TABLE old (id bigint PRIMARY KEY, number loose);
INSERT INTO old VALUES (1, -1);
ALTER DOMAIN loose ADD CONSTRAINT positive CHECK (VALUE > 0) NOT VALID;
-- Nobody uses it.
CREATE DOMAIN idle AS text;
CREATE TABLE people (
    id bigint PRIMARY KEY,
    mail email NOT NULL UNIQUE,
    others email[],
    word far."Word" DEFAULT 'none'
);
CREATE TABLE bills (
    id bigint PRIMARY KEY,
    payer email,
    total amount,
    number loose
);
-- Its struct would have the name of the table's.
CREATE DOMAIN far.note AS text CHECK (VALUE <> '');
CREATE TABLE note (id bigint PRIMARY KEY, said far.note);
-- Names that are no names of Rust as they stand.
CREATE TABLE "1st" (id bigint PRIMARY KEY, "2nd" text);
CREATE TABLE "Self" (id bigint PRIMARY KEY);
