-- migrate:up
CREATE TABLE "t" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "a" INTEGER NOT NULL,
    "b" INTEGER NOT NULL,
    "x" INTEGER,
    "y" INTEGER,
    CONSTRAINT "uq_t_a_b" UNIQUE ("a", "b"),
    CONSTRAINT "fk_t_x_y_t" FOREIGN KEY ("x", "y") REFERENCES "t" ("a", "b")
);

-- migrate:down
-- hazard: drops table `t` and its rows
DROP TABLE "t";
