-- migrate:up
CREATE TABLE "t" (
    "id" bigint NOT NULL,
    "a" bigint NOT NULL,
    "b" bigint NOT NULL,
    "x" bigint,
    "y" bigint,
    CONSTRAINT "pk_t" PRIMARY KEY ("id"),
    CONSTRAINT "uq_t_a_b" UNIQUE ("a", "b"),
    CONSTRAINT "fk_t_x_y_t" FOREIGN KEY ("x", "y") REFERENCES "t" ("a", "b")
);

-- migrate:down
-- hazard: drops table `t` and its rows
DROP TABLE "t";
