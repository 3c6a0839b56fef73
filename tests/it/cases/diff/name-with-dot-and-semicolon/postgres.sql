-- migrate:up
CREATE TABLE "semi;colon -- x" (
    "id" bigint NOT NULL,
    "$1 /* y */" integer NOT NULL,
    "back\slash" integer NOT NULL,
    CONSTRAINT "pk_semi;colon -- x" PRIMARY KEY ("id"),
    CONSTRAINT "uq_semi;colon -- x_$1 /* y */" UNIQUE ("$1 /* y */")
);
CREATE INDEX "ix_semi;colon -- x_back\slash" ON "semi;colon -- x" ("back\slash");

-- migrate:down
-- hazard: drops table `semi;colon -- x` and its rows
DROP TABLE "semi;colon -- x";
