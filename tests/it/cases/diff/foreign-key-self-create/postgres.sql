-- migrate:up
CREATE TABLE "t" (
    "id" bigint NOT NULL,
    "parent" bigint,
    CONSTRAINT "pk_t" PRIMARY KEY ("id"),
    CONSTRAINT "fk_t_parent_t" FOREIGN KEY ("parent") REFERENCES "t" ("id") ON DELETE CASCADE
);

-- migrate:down
-- hazard: drops table `t` and its rows
DROP TABLE "t";
