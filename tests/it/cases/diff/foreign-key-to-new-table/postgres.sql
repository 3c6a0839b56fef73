-- migrate:up
CREATE TABLE "u" (
    "id" bigint NOT NULL,
    "code" bigint NOT NULL,
    CONSTRAINT "pk_u" PRIMARY KEY ("id"),
    CONSTRAINT "uq_u_code" UNIQUE ("code")
);
-- hazard: fails when a row of `t` refers by `u_id` to no row of `u`
ALTER TABLE "t" ADD CONSTRAINT "fk_t_u_id_u" FOREIGN KEY ("u_id") REFERENCES "u" ("id");

-- migrate:down
ALTER TABLE "t" DROP CONSTRAINT "fk_t_u_id_u";
-- hazard: drops table `u` and its rows
DROP TABLE "u";
