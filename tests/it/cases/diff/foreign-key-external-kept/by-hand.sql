CREATE SCHEMA other; CREATE TABLE other.thing (id bigint PRIMARY KEY); ALTER TABLE t ADD CONSTRAINT fk_t_thing_id_thing FOREIGN KEY (thing_id) REFERENCES other.thing (id);
