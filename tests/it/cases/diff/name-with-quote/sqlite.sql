-- migrate:up
CREATE TABLE "odd ""name"" here" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "a""b" INTEGER NOT NULL,
    "it's" INTEGER NOT NULL DEFAULT 1
);
CREATE INDEX "ix_odd ""name"" here_a""b" ON "odd ""name"" here" ("a""b");

-- migrate:down
-- hazard: drops table `odd "name" here` and its rows
DROP TABLE "odd ""name"" here";
