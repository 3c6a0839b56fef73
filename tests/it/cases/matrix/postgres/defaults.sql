-- always
CREATE TYPE mood AS ENUM ('sad', 'ok');
CREATE DOMAIN positive AS integer CHECK (VALUE > 0);
CREATE SEQUENCE free;

-- form: boolean true
CREATE TABLE t (id bigint CONSTRAINT pk_t PRIMARY KEY, c boolean DEFAULT true);
CREATE INDEX ix_t_id ON t (id) WHERE c IS NOT NULL;

-- form: integer 7
CREATE TABLE t (id bigint CONSTRAINT pk_t PRIMARY KEY, c integer DEFAULT 7 NOT NULL);
CREATE INDEX ix_t_id ON t (id) WHERE c IS NOT NULL;

-- form: bigint (1 + 2)
CREATE TABLE t (id bigint CONSTRAINT pk_t PRIMARY KEY, c bigint DEFAULT (1 + 2));
CREATE INDEX ix_t_id ON t (id) WHERE c IS NOT NULL;

-- form: numeric(10,2) 1.50
CREATE TABLE t (id bigint CONSTRAINT pk_t PRIMARY KEY, c numeric(10,2) DEFAULT 1.50 NOT NULL);
CREATE INDEX ix_t_id ON t (id) WHERE c IS NOT NULL;

-- form: text 'it''s'
CREATE TABLE t (id bigint CONSTRAINT pk_t PRIMARY KEY, c text DEFAULT 'it''s');
CREATE INDEX ix_t_id ON t (id) WHERE c IS NOT NULL;

-- form: varchar(40) 'x'
CREATE TABLE t (id bigint CONSTRAINT pk_t PRIMARY KEY, c varchar(40) DEFAULT 'x' NOT NULL);
CREATE INDEX ix_t_id ON t (id) WHERE c IS NOT NULL;

-- form: char(8) 'x'
CREATE TABLE t (id bigint CONSTRAINT pk_t PRIMARY KEY, c char(8) DEFAULT 'x');
CREATE INDEX ix_t_id ON t (id) WHERE c IS NOT NULL;

-- form: timestamptz now()
CREATE TABLE t (id bigint CONSTRAINT pk_t PRIMARY KEY, c timestamptz DEFAULT now() NOT NULL);
CREATE INDEX ix_t_id ON t (id) WHERE c IS NOT NULL;

-- form: timestamp CURRENT_TIMESTAMP
CREATE TABLE t (id bigint CONSTRAINT pk_t PRIMARY KEY, c timestamp DEFAULT CURRENT_TIMESTAMP);
CREATE INDEX ix_t_id ON t (id) WHERE c IS NOT NULL;

-- form: date CURRENT_DATE
CREATE TABLE t (id bigint CONSTRAINT pk_t PRIMARY KEY, c date DEFAULT CURRENT_DATE NOT NULL);
CREATE INDEX ix_t_id ON t (id) WHERE c IS NOT NULL;

-- form: date '2024-01-02'
CREATE TABLE t (id bigint CONSTRAINT pk_t PRIMARY KEY, c date DEFAULT '2024-01-02');
CREATE INDEX ix_t_id ON t (id) WHERE c IS NOT NULL;

-- form: uuid gen_random_uuid()
CREATE TABLE t (id bigint CONSTRAINT pk_t PRIMARY KEY, c uuid DEFAULT gen_random_uuid() NOT NULL);
CREATE INDEX ix_t_id ON t (id) WHERE c IS NOT NULL;

-- form: jsonb '{}'
CREATE TABLE t (id bigint CONSTRAINT pk_t PRIMARY KEY, c jsonb DEFAULT '{}');
CREATE INDEX ix_t_id ON t (id) WHERE c IS NOT NULL;

-- form: json '[]'
CREATE TABLE t (id bigint CONSTRAINT pk_t PRIMARY KEY, c json DEFAULT '[]' NOT NULL);
CREATE INDEX ix_t_id ON t (id) WHERE c IS NOT NULL;

-- form: text[] '{}'
CREATE TABLE t (id bigint CONSTRAINT pk_t PRIMARY KEY, c text[] DEFAULT '{}');
CREATE INDEX ix_t_id ON t (id) WHERE c IS NOT NULL;

-- form: integer[] ARRAY[1, 2]
CREATE TABLE t (id bigint CONSTRAINT pk_t PRIMARY KEY, c integer[] DEFAULT ARRAY[1, 2] NOT NULL);
CREATE INDEX ix_t_id ON t (id) WHERE c IS NOT NULL;

-- form: mood 'ok'
CREATE TABLE t (id bigint CONSTRAINT pk_t PRIMARY KEY, c mood DEFAULT 'ok');
CREATE INDEX ix_t_id ON t (id) WHERE c IS NOT NULL;

-- form: mood[] ARRAY['ok'::mood]
CREATE TABLE t (id bigint CONSTRAINT pk_t PRIMARY KEY, c mood[] DEFAULT ARRAY['ok'::mood] NOT NULL);
CREATE INDEX ix_t_id ON t (id) WHERE c IS NOT NULL;

-- form: bytea '\x00'
CREATE TABLE t (id bigint CONSTRAINT pk_t PRIMARY KEY, c bytea DEFAULT '\x00');
CREATE INDEX ix_t_id ON t (id) WHERE c IS NOT NULL;

-- form: interval '1 day'
CREATE TABLE t (id bigint CONSTRAINT pk_t PRIMARY KEY, c interval DEFAULT '1 day' NOT NULL);
CREATE INDEX ix_t_id ON t (id) WHERE c IS NOT NULL;

-- form: double precision -1.5
CREATE TABLE t (id bigint CONSTRAINT pk_t PRIMARY KEY, c double precision DEFAULT -1.5);
CREATE INDEX ix_t_id ON t (id) WHERE c IS NOT NULL;

-- form: time '10:00'
CREATE TABLE t (id bigint CONSTRAINT pk_t PRIMARY KEY, c time DEFAULT '10:00' NOT NULL);
CREATE INDEX ix_t_id ON t (id) WHERE c IS NOT NULL;

-- form: inet '::1'
CREATE TABLE t (id bigint CONSTRAINT pk_t PRIMARY KEY, c inet DEFAULT '::1');
CREATE INDEX ix_t_id ON t (id) WHERE c IS NOT NULL;

-- form: text NULL
CREATE TABLE t (id bigint CONSTRAINT pk_t PRIMARY KEY, c text DEFAULT NULL);
CREATE INDEX ix_t_id ON t (id) WHERE c IS NOT NULL;

-- form: text lower('A')
CREATE TABLE t (id bigint CONSTRAINT pk_t PRIMARY KEY, c text DEFAULT lower('A'));
CREATE INDEX ix_t_id ON t (id) WHERE c IS NOT NULL;

-- form: text E'a\nb\\c'
CREATE TABLE t (id bigint CONSTRAINT pk_t PRIMARY KEY, c text DEFAULT E'a\nb\\c' NOT NULL);
CREATE INDEX ix_t_id ON t (id) WHERE c IS NOT NULL;

-- form: text ''
CREATE TABLE t (id bigint CONSTRAINT pk_t PRIMARY KEY, c text DEFAULT '');
CREATE INDEX ix_t_id ON t (id) WHERE c IS NOT NULL;

-- form: integer nextval('free')
CREATE TABLE t (id bigint CONSTRAINT pk_t PRIMARY KEY, c integer DEFAULT nextval('free') NOT NULL);
CREATE INDEX ix_t_id ON t (id) WHERE c IS NOT NULL;

-- form: integer '-5'
CREATE TABLE t (id bigint CONSTRAINT pk_t PRIMARY KEY, c integer DEFAULT '-5');
CREATE INDEX ix_t_id ON t (id) WHERE c IS NOT NULL;

-- form: text current_user
CREATE TABLE t (id bigint CONSTRAINT pk_t PRIMARY KEY, c text DEFAULT current_user NOT NULL);
CREATE INDEX ix_t_id ON t (id) WHERE c IS NOT NULL;

-- form: positive 3
CREATE TABLE t (id bigint CONSTRAINT pk_t PRIMARY KEY, c positive DEFAULT 3);
CREATE INDEX ix_t_id ON t (id) WHERE c IS NOT NULL;

-- form: text upper(substr('abc', 1, 2)) || 'x'
CREATE TABLE t (id bigint CONSTRAINT pk_t PRIMARY KEY, c text DEFAULT upper(substr('abc', 1, 2)) || 'x' NOT NULL);
CREATE INDEX ix_t_id ON t (id) WHERE c IS NOT NULL;

-- form: boolean (1 > 2)
CREATE TABLE t (id bigint CONSTRAINT pk_t PRIMARY KEY, c boolean DEFAULT (1 > 2));
CREATE INDEX ix_t_id ON t (id) WHERE c IS NOT NULL;

-- form: text CASE WHEN true THEN 'a' ELSE 'b' END
CREATE TABLE t (id bigint CONSTRAINT pk_t PRIMARY KEY, c text DEFAULT CASE WHEN true THEN 'a' ELSE 'b' END NOT NULL);
CREATE INDEX ix_t_id ON t (id) WHERE c IS NOT NULL;

-- form: numeric 1e10
CREATE TABLE t (id bigint CONSTRAINT pk_t PRIMARY KEY, c numeric DEFAULT 1e10);
CREATE INDEX ix_t_id ON t (id) WHERE c IS NOT NULL;

-- form: bigint 9223372036854775807
CREATE TABLE t (id bigint CONSTRAINT pk_t PRIMARY KEY, c bigint DEFAULT 9223372036854775807 NOT NULL);
CREATE INDEX ix_t_id ON t (id) WHERE c IS NOT NULL;

-- form: text 'ok'
CREATE TABLE t (id bigint CONSTRAINT pk_t PRIMARY KEY, c text DEFAULT 'ok');
CREATE INDEX ix_t_id ON t (id) WHERE c IS NOT NULL;

