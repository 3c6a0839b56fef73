-- migrate:up
-- hazard: drops table `users` and its rows
DROP TABLE "users";
CREATE TABLE "things" (
    "id" bigint NOT NULL,
    "x" double precision NOT NULL,
    "y" smallint NOT NULL,
    "z" boolean NOT NULL,
    CONSTRAINT "pk_things" PRIMARY KEY ("id")
);

-- migrate:down
-- hazard: drops table `things` and its rows
DROP TABLE "things";
CREATE TABLE "users" (
    "id" bigint NOT NULL,
    "a" text NOT NULL,
    "b" integer NOT NULL,
    "c" boolean NOT NULL,
    CONSTRAINT "pk_users" PRIMARY KEY ("id")
);
