-- migrate:up
-- hazard: drops table `t` and its rows
DROP TABLE "t";

-- migrate:down
CREATE TABLE "t" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "a" TEXT NOT NULL
);
CREATE TRIGGER tr AFTER INSERT ON t BEGIN SELECT 1; END;
