-- migrate:up
CREATE TABLE "кровати" (
    "id" bigint NOT NULL,
    "größe" integer NOT NULL,
    "имя" text NOT NULL,
    CONSTRAINT "pk_кровати" PRIMARY KEY ("id"),
    CONSTRAINT "uq_кровати_имя" UNIQUE ("имя")
);
CREATE INDEX "ix_кровати_größe" ON "кровати" ("größe");

-- migrate:down
-- hazard: drops table `кровати` and its rows
DROP TABLE "кровати";
