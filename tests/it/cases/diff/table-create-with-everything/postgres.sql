-- migrate:up
CREATE TYPE "mood" AS ENUM ('sad', 'happy');
CREATE TABLE "p" (
    "id" bigint NOT NULL,
    "name" text NOT NULL,
    CONSTRAINT "pk_p" PRIMARY KEY ("id"),
    CONSTRAINT "uq_p_name" UNIQUE ("name")
);
CREATE TABLE "t" (
    "id" bigint NOT NULL,
    "a" integer DEFAULT 1 NOT NULL,
    "b" text COLLATE "C",
    "g" integer GENERATED ALWAYS AS (a * 2) STORED NOT NULL,
    "p_id" bigint NOT NULL,
    "mood" "mood" DEFAULT 'sad' NOT NULL,
    CONSTRAINT "pk_t" PRIMARY KEY ("id"),
    CONSTRAINT "positive" CHECK (a > 0),
    CONSTRAINT "fk_t_p_id_p" FOREIGN KEY ("p_id") REFERENCES "p" ("id") ON DELETE CASCADE
);
CREATE INDEX "ix_t_p_id" ON "t" ("p_id");
CREATE INDEX "ix_part" ON "t" ("a", "b" DESC) WHERE a > 1;
COMMENT ON TABLE "t" IS 'all of it';
COMMENT ON COLUMN "t"."b" IS 'it''s b';

-- migrate:down
-- hazard: drops table `t` and its rows
DROP TABLE "t";
-- hazard: drops table `p` and its rows
DROP TABLE "p";
DROP TYPE "mood";
