-- always
CREATE TYPE mood AS ENUM ('sad', 'ok');
CREATE TYPE feeling AS ENUM ('ok', 'sad', 'row number 1');
CREATE DOMAIN positive AS integer CHECK (VALUE > 0);
CREATE DOMAIN email AS varchar(50) DEFAULT 'a@b' CHECK (VALUE LIKE '%@%');
CREATE VIEW w AS SELECT 1 AS one;

-- form: boolean
CREATE TABLE t (id bigint CONSTRAINT pk_t PRIMARY KEY, c boolean);

-- form: smallint
CREATE TABLE t (id bigint CONSTRAINT pk_t PRIMARY KEY, c smallint);

-- form: integer
CREATE TABLE t (id bigint CONSTRAINT pk_t PRIMARY KEY, c integer);

-- form: bigint
CREATE TABLE t (id bigint CONSTRAINT pk_t PRIMARY KEY, c bigint);

-- form: real
CREATE TABLE t (id bigint CONSTRAINT pk_t PRIMARY KEY, c real);

-- form: double precision
CREATE TABLE t (id bigint CONSTRAINT pk_t PRIMARY KEY, c double precision);

-- form: numeric
CREATE TABLE t (id bigint CONSTRAINT pk_t PRIMARY KEY, c numeric);

-- form: numeric(10,2)
CREATE TABLE t (id bigint CONSTRAINT pk_t PRIMARY KEY, c numeric(10,2));

-- form: numeric(4,0)
CREATE TABLE t (id bigint CONSTRAINT pk_t PRIMARY KEY, c numeric(4,0));

-- form: text
CREATE TABLE t (id bigint CONSTRAINT pk_t PRIMARY KEY, c text);

-- form: varchar(40)
CREATE TABLE t (id bigint CONSTRAINT pk_t PRIMARY KEY, c varchar(40));

-- form: varchar(3)
CREATE TABLE t (id bigint CONSTRAINT pk_t PRIMARY KEY, c varchar(3));

-- form: varchar
CREATE TABLE t (id bigint CONSTRAINT pk_t PRIMARY KEY, c varchar);

-- form: char(8)
CREATE TABLE t (id bigint CONSTRAINT pk_t PRIMARY KEY, c char(8));

-- form: bytea
CREATE TABLE t (id bigint CONSTRAINT pk_t PRIMARY KEY, c bytea);

-- form: date
CREATE TABLE t (id bigint CONSTRAINT pk_t PRIMARY KEY, c date);

-- form: time
CREATE TABLE t (id bigint CONSTRAINT pk_t PRIMARY KEY, c time);

-- form: timetz
CREATE TABLE t (id bigint CONSTRAINT pk_t PRIMARY KEY, c timetz);

-- form: time(3)
CREATE TABLE t (id bigint CONSTRAINT pk_t PRIMARY KEY, c time(3));

-- form: timestamp
CREATE TABLE t (id bigint CONSTRAINT pk_t PRIMARY KEY, c timestamp);

-- form: timestamptz
CREATE TABLE t (id bigint CONSTRAINT pk_t PRIMARY KEY, c timestamptz);

-- form: timestamp(3)
CREATE TABLE t (id bigint CONSTRAINT pk_t PRIMARY KEY, c timestamp(3));

-- form: timestamptz(0)
CREATE TABLE t (id bigint CONSTRAINT pk_t PRIMARY KEY, c timestamptz(0));

-- form: interval
CREATE TABLE t (id bigint CONSTRAINT pk_t PRIMARY KEY, c interval);

-- form: interval day to second
CREATE TABLE t (id bigint CONSTRAINT pk_t PRIMARY KEY, c interval day to second);

-- form: uuid
CREATE TABLE t (id bigint CONSTRAINT pk_t PRIMARY KEY, c uuid);

-- form: json
CREATE TABLE t (id bigint CONSTRAINT pk_t PRIMARY KEY, c json);

-- form: jsonb
CREATE TABLE t (id bigint CONSTRAINT pk_t PRIMARY KEY, c jsonb);

-- form: integer[]
CREATE TABLE t (id bigint CONSTRAINT pk_t PRIMARY KEY, c integer[]);

-- form: text[]
CREATE TABLE t (id bigint CONSTRAINT pk_t PRIMARY KEY, c text[]);

-- form: varchar(5)[]
CREATE TABLE t (id bigint CONSTRAINT pk_t PRIMARY KEY, c varchar(5)[]);

-- form: mood
CREATE TABLE t (id bigint CONSTRAINT pk_t PRIMARY KEY, c mood);

-- form: mood[]
CREATE TABLE t (id bigint CONSTRAINT pk_t PRIMARY KEY, c mood[]);

-- form: feeling
CREATE TABLE t (id bigint CONSTRAINT pk_t PRIMARY KEY, c feeling);

-- form: positive
CREATE TABLE t (id bigint CONSTRAINT pk_t PRIMARY KEY, c positive);

-- form: email
CREATE TABLE t (id bigint CONSTRAINT pk_t PRIMARY KEY, c email);

-- form: inet
CREATE TABLE t (id bigint CONSTRAINT pk_t PRIMARY KEY, c inet);

-- form: cidr
CREATE TABLE t (id bigint CONSTRAINT pk_t PRIMARY KEY, c cidr);

-- form: macaddr
CREATE TABLE t (id bigint CONSTRAINT pk_t PRIMARY KEY, c macaddr);

-- form: bit(4)
CREATE TABLE t (id bigint CONSTRAINT pk_t PRIMARY KEY, c bit(4));

-- form: varbit(8)
CREATE TABLE t (id bigint CONSTRAINT pk_t PRIMARY KEY, c varbit(8));

-- form: point
CREATE TABLE t (id bigint CONSTRAINT pk_t PRIMARY KEY, c point);

-- form: int4range
CREATE TABLE t (id bigint CONSTRAINT pk_t PRIMARY KEY, c int4range);

-- form: tsvector
CREATE TABLE t (id bigint CONSTRAINT pk_t PRIMARY KEY, c tsvector);

-- form: money
CREATE TABLE t (id bigint CONSTRAINT pk_t PRIMARY KEY, c money);

-- form: xml
CREATE TABLE t (id bigint CONSTRAINT pk_t PRIMARY KEY, c xml);

-- form: oid
CREATE TABLE t (id bigint CONSTRAINT pk_t PRIMARY KEY, c oid);

-- form: name
CREATE TABLE t (id bigint CONSTRAINT pk_t PRIMARY KEY, c name);

-- form: "char"
CREATE TABLE t (id bigint CONSTRAINT pk_t PRIMARY KEY, c "char");


-- form: varchar(32)
CREATE TABLE t (id bigint CONSTRAINT pk_t PRIMARY KEY, c varchar(32));

-- form: uuid[]
CREATE TABLE t (id bigint CONSTRAINT pk_t PRIMARY KEY, c uuid[]);

-- form: timestamp[]
CREATE TABLE t (id bigint CONSTRAINT pk_t PRIMARY KEY, c timestamp[]);

-- form: email[]
CREATE TABLE t (id bigint CONSTRAINT pk_t PRIMARY KEY, c email[]);
