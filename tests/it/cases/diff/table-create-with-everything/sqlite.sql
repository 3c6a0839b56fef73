-- migrate:up
CREATE TABLE "p" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "name" TEXT NOT NULL,
    CONSTRAINT "uq_p_name" UNIQUE ("name")
);
CREATE TABLE "t" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "a" INTEGER NOT NULL DEFAULT 1,
    "b" TEXT COLLATE NOCASE,
    "g" INTEGER NOT NULL GENERATED ALWAYS AS (a * 2) STORED,
    "p_id" INTEGER NOT NULL,
    "mood" TEXT NOT NULL DEFAULT 'sad',
    CONSTRAINT "fk_t_p_id_p" FOREIGN KEY ("p_id") REFERENCES "p" ("id") ON DELETE CASCADE,
    CONSTRAINT "positive" CHECK (a > 0),
    CONSTRAINT "ck_t_mood" CHECK (mood IN ('sad', 'happy'))
);
CREATE INDEX "ix_t_p_id" ON "t" ("p_id");
CREATE INDEX "ix_part" ON "t" ("a", "b" DESC) WHERE a > 1;

-- migrate:down
-- hazard: drops table `t` and its rows
DROP TABLE "t";
-- hazard: drops table `p` and its rows
DROP TABLE "p";
