-- migrate:up
CREATE TABLE "t" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "a" TEXT NOT NULL,
    CONSTRAINT "odd" CHECK (a <> 'it''s ; -- "x"')
);

-- migrate:down
-- hazard: drops table `t` and its rows
DROP TABLE "t";
