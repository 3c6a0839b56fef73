-- migrate:up
CREATE TABLE "t" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "mood" TEXT NOT NULL,
    CONSTRAINT "ck_t_mood" CHECK (mood IN ('it''s', 'Üb er'))
);

-- migrate:down
-- hazard: drops table `t` and its rows
DROP TABLE "t";
