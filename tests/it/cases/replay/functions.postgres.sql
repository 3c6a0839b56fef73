-- A table may be called as the word before the language of a function, which is no reason to make it first.
CREATE FUNCTION token() RETURNS text LANGUAGE sql AS $$ SELECT md5(random()::text) $$;
CREATE TABLE language (id serial PRIMARY KEY, code varchar(3));
CREATE TABLE spoken (id serial PRIMARY KEY, token text NOT NULL DEFAULT token(), language_id integer REFERENCES language);
CREATE FUNCTION spell(of language) RETURNS text LANGUAGE sql AS 'SELECT of.code';
CREATE FUNCTION first() RETURNS language LANGUAGE sql AS 'SELECT * FROM language LIMIT 1';
-- A variable may be a row of a table, and the function be one that a trigger of another table calls.
CREATE TABLE zone (id serial PRIMARY KEY, name text);
CREATE FUNCTION keep() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    number integer := 1;
    found zone%ROWTYPE;
BEGIN
    SELECT * INTO found FROM zone LIMIT 1;
    RETURN NEW;
END $$;
CREATE TABLE area (id serial PRIMARY KEY, zone_id integer REFERENCES zone);
CREATE TRIGGER keep BEFORE INSERT ON area FOR EACH ROW EXECUTE FUNCTION keep();
CREATE TRIGGER keep_too AFTER UPDATE ON area FOR EACH ROW EXECUTE PROCEDURE keep();
-- A trigger goes with the function that it calls, however that is laid out.
CREATE FUNCTION gone() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE TRIGGER gone BEFORE INSERT ON zone FOR EACH ROW EXECUTE PROCEDURE gone ();
CREATE TRIGGER gone_too BEFORE INSERT ON area FOR EACH ROW EXECUTE FUNCTION public.gone();
DROP FUNCTION gone CASCADE;
