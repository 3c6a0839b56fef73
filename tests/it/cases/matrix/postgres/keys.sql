-- always
-- form: none
CREATE TABLE p (a integer NOT NULL, b integer NOT NULL, c text);
CREATE TABLE u (id integer CONSTRAINT pk_u PRIMARY KEY, x integer, y integer);

-- form: key a, child
CREATE TABLE p (a integer NOT NULL, b integer NOT NULL, c text, CONSTRAINT pk_p PRIMARY KEY (a));
CREATE TABLE u (id integer CONSTRAINT pk_u PRIMARY KEY, x integer CONSTRAINT fk_u_x REFERENCES p (a), y integer);

-- form: key a, childless
CREATE TABLE p (a integer NOT NULL, b integer NOT NULL, c text, CONSTRAINT pk_p PRIMARY KEY (a));
CREATE TABLE u (id integer CONSTRAINT pk_u PRIMARY KEY, x integer, y integer);

-- form: key b, child
CREATE TABLE p (a integer NOT NULL, b integer NOT NULL, c text, CONSTRAINT pk_p PRIMARY KEY (b));
CREATE TABLE u (id integer CONSTRAINT pk_u PRIMARY KEY, x integer CONSTRAINT fk_u_x REFERENCES p (b) ON DELETE CASCADE, y integer);

-- form: key a b, child
CREATE TABLE p (a integer NOT NULL, b integer NOT NULL, c text, CONSTRAINT pk_p PRIMARY KEY (a, b));
CREATE TABLE u (id integer CONSTRAINT pk_u PRIMARY KEY, x integer, y integer, CONSTRAINT fk_u FOREIGN KEY (x, y) REFERENCES p (a, b) MATCH FULL);

-- form: key b a, child
CREATE TABLE p (a integer NOT NULL, b integer NOT NULL, c text, CONSTRAINT pk_p PRIMARY KEY (b, a));
CREATE TABLE u (id integer CONSTRAINT pk_u PRIMARY KEY, x integer, y integer, CONSTRAINT fk_u FOREIGN KEY (x, y) REFERENCES p (a, b) ON DELETE SET NULL (x));

-- form: unique a b and key a
CREATE TABLE p (a integer NOT NULL, b integer NOT NULL, c text, CONSTRAINT pk_p PRIMARY KEY (a), CONSTRAINT uq_p UNIQUE (a, b));
CREATE TABLE u (id integer CONSTRAINT pk_u PRIMARY KEY, x integer, y integer, CONSTRAINT fk_u FOREIGN KEY (x, y) REFERENCES p (a, b));

-- form: unique index instead of a constraint
CREATE TABLE p (a integer NOT NULL, b integer NOT NULL, c text, CONSTRAINT pk_p PRIMARY KEY (a));
CREATE UNIQUE INDEX uq_p ON p (a, b);
CREATE TABLE u (id integer CONSTRAINT pk_u PRIMARY KEY, x integer, y integer, CONSTRAINT fk_u FOREIGN KEY (x, y) REFERENCES p (a, b));

-- form: bigint all over
CREATE TABLE p (a bigint NOT NULL, b bigint NOT NULL, c text, CONSTRAINT pk_p PRIMARY KEY (a, b));
CREATE TABLE u (id bigint CONSTRAINT pk_u PRIMARY KEY, x bigint, y bigint, CONSTRAINT fk_u FOREIGN KEY (x, y) REFERENCES p (a, b) MATCH FULL);

-- form: identity key
CREATE TABLE p (a bigint GENERATED ALWAYS AS IDENTITY, b integer NOT NULL, c text, CONSTRAINT pk_p PRIMARY KEY (a));
CREATE TABLE u (id integer CONSTRAINT pk_u PRIMARY KEY, x bigint CONSTRAINT fk_u_x REFERENCES p (a), y integer);

-- form: serial key
CREATE TABLE p (a serial, b integer NOT NULL, c text, CONSTRAINT pk_p PRIMARY KEY (a));
CREATE TABLE u (id serial CONSTRAINT pk_u PRIMARY KEY, x integer CONSTRAINT fk_u_x REFERENCES p (a), y integer);

-- form: key of text
CREATE TABLE p (a integer NOT NULL, b integer NOT NULL, c text NOT NULL, CONSTRAINT pk_p PRIMARY KEY (c));
CREATE TABLE u (id integer CONSTRAINT pk_u PRIMARY KEY, x text CONSTRAINT fk_u_x REFERENCES p (c), y integer);

-- form: key deferrable and another name
CREATE TABLE p (a integer NOT NULL, b integer NOT NULL, c text, CONSTRAINT odd_key PRIMARY KEY (a) DEFERRABLE);
CREATE TABLE u (id integer CONSTRAINT pk_u PRIMARY KEY, x integer, y integer);

-- form: key that includes
CREATE TABLE p (a integer NOT NULL, b integer NOT NULL, c text, CONSTRAINT pk_p PRIMARY KEY (a) INCLUDE (c));
CREATE TABLE u (id integer CONSTRAINT pk_u PRIMARY KEY, x integer CONSTRAINT fk_u_x REFERENCES p (a), y integer);

-- form: parent gone
CREATE TABLE u (id integer CONSTRAINT pk_u PRIMARY KEY, x integer, y integer);

-- form: child gone
CREATE TABLE p (a integer NOT NULL, b integer NOT NULL, c text, CONSTRAINT pk_p PRIMARY KEY (a));

-- form: both refer to each other
CREATE TABLE p (a integer NOT NULL, b integer NOT NULL, c text, CONSTRAINT pk_p PRIMARY KEY (a));
CREATE TABLE u (id integer CONSTRAINT pk_u PRIMARY KEY, x integer CONSTRAINT fk_u_x REFERENCES p (a), y integer);
ALTER TABLE p ADD CONSTRAINT fk_p_b FOREIGN KEY (b) REFERENCES u (id) DEFERRABLE INITIALLY DEFERRED;

-- form: both refer to themselves
CREATE TABLE p (a integer NOT NULL, b integer NOT NULL, c text, CONSTRAINT pk_p PRIMARY KEY (a), CONSTRAINT fk_p_b FOREIGN KEY (b) REFERENCES p (a));
CREATE TABLE u (id integer CONSTRAINT pk_u PRIMARY KEY, x integer CONSTRAINT fk_u_x REFERENCES u (id), y integer);

-- form: a cycle of three
CREATE TABLE p (a integer NOT NULL, b integer NOT NULL, c text, CONSTRAINT pk_p PRIMARY KEY (a));
CREATE TABLE u (id integer CONSTRAINT pk_u PRIMARY KEY, x integer CONSTRAINT fk_u_x REFERENCES p (a), y integer);
CREATE TABLE v (id integer CONSTRAINT pk_v PRIMARY KEY CONSTRAINT fk_v REFERENCES u (id));
ALTER TABLE p ADD CONSTRAINT fk_p_b FOREIGN KEY (b) REFERENCES v (id);

-- form: two keys to one parent, not validated
CREATE TABLE p (a integer NOT NULL, b integer NOT NULL, c text, CONSTRAINT pk_p PRIMARY KEY (a), CONSTRAINT uq_p_b UNIQUE (b));
CREATE TABLE u (id integer CONSTRAINT pk_u PRIMARY KEY, x integer CONSTRAINT fk_u_x REFERENCES p (a) ON UPDATE CASCADE ON DELETE SET DEFAULT, y integer);
ALTER TABLE u ADD CONSTRAINT fk_u_y FOREIGN KEY (y) REFERENCES p (b) NOT VALID;

-- form: a column between
CREATE TABLE p (a integer NOT NULL, z uuid NOT NULL, c text, CONSTRAINT pk_p PRIMARY KEY (z));
CREATE TABLE u (id integer CONSTRAINT pk_u PRIMARY KEY, x integer, z uuid CONSTRAINT fk_u_z REFERENCES p (z));
