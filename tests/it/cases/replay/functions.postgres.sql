-- A table may be called as the word before the language of a function, which is no reason to make it first.
CREATE FUNCTION token() RETURNS text LANGUAGE sql AS $$ SELECT md5(random()::text) $$;
CREATE TABLE language (id serial PRIMARY KEY, code varchar(3));
CREATE TABLE spoken (id serial PRIMARY KEY, token text NOT NULL DEFAULT token(), language_id integer REFERENCES language);
CREATE FUNCTION spell(of language) RETURNS text LANGUAGE sql AS 'SELECT of.code';
CREATE FUNCTION first() RETURNS language LANGUAGE sql AS 'SELECT * FROM language LIMIT 1';
