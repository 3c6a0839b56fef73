-- migrate:up
CREATE TABLE "кровати" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "größe" INTEGER NOT NULL,
    "имя" TEXT NOT NULL,
    CONSTRAINT "uq_кровати_имя" UNIQUE ("имя")
);
CREATE INDEX "ix_кровати_größe" ON "кровати" ("größe");

-- migrate:down
-- hazard: drops table `кровати` and its rows
DROP TABLE "кровати";
