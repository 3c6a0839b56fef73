-- migrate:up
CREATE TABLE "t" (
    "id" bigint NOT NULL,
    "b" boolean NOT NULL,
    "i8_" smallint NOT NULL,
    "i16_" smallint NOT NULL,
    "i32_" integer NOT NULL,
    "u32_" bigint NOT NULL,
    "f32_" real NOT NULL,
    "f64_" double precision NOT NULL,
    "c" character varying(1) NOT NULL,
    "s" text NOT NULL,
    "v" character varying(40) NOT NULL,
    "bytes" bytea NOT NULL,
    "date" date NOT NULL,
    "clock" time without time zone NOT NULL,
    "stamp" timestamp without time zone NOT NULL,
    "moment" timestamp with time zone NOT NULL,
    "uuid" uuid NOT NULL,
    "json" jsonb NOT NULL,
    "dec" numeric NOT NULL,
    "money" numeric(10,2) NOT NULL,
    CONSTRAINT "pk_t" PRIMARY KEY ("id")
);

-- migrate:down
-- hazard: drops table `t` and its rows
DROP TABLE "t";
