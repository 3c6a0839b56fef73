-- migrate:up
CREATE TABLE "semi;colon -- x" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "$1 /* y */" INTEGER NOT NULL,
    "back\slash" INTEGER NOT NULL,
    CONSTRAINT "uq_semi;colon -- x_$1 /* y */" UNIQUE ("$1 /* y */")
);
CREATE INDEX "ix_semi;colon -- x_back\slash" ON "semi;colon -- x" ("back\slash");

-- migrate:down
-- hazard: drops table `semi;colon -- x` and its rows
DROP TABLE "semi;colon -- x";
