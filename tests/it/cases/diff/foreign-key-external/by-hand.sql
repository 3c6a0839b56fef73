CREATE SCHEMA other; CREATE TABLE other.thing (id bigint PRIMARY KEY);
