-- migrate:up
CREATE TABLE "t" (
    "id" bigint NOT NULL,
    "a" text NOT NULL,
    CONSTRAINT "pk_t" PRIMARY KEY ("id"),
    CONSTRAINT "odd" CHECK (a <> 'it''s ; -- "x"')
);

-- migrate:down
-- hazard: drops table `t` and its rows
DROP TABLE "t";
