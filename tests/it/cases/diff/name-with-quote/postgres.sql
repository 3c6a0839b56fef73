-- migrate:up
CREATE TABLE "odd ""name"" here" (
    "id" bigint NOT NULL,
    "a""b" integer NOT NULL,
    "it's" integer DEFAULT 1 NOT NULL,
    CONSTRAINT "pk_odd ""name"" here" PRIMARY KEY ("id")
);
CREATE INDEX "ix_odd ""name"" here_a""b" ON "odd ""name"" here" ("a""b");

-- migrate:down
-- hazard: drops table `odd "name" here` and its rows
DROP TABLE "odd ""name"" here";
