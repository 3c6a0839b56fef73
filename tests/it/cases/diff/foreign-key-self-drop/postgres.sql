-- migrate:up
-- hazard: drops table `t` and its rows
DROP TABLE "t";

-- migrate:down
CREATE TABLE "t" (
    "id" bigint NOT NULL,
    "parent" bigint,
    CONSTRAINT "pk_t" PRIMARY KEY ("id"),
    CONSTRAINT "fk_t_parent_t" FOREIGN KEY ("parent") REFERENCES "t" ("id")
);
