-- migrate:up
ALTER TABLE "node" DROP CONSTRAINT "fk_node_parent_id_node";
-- hazard: fails when rows of `node` agree in `parent_id`, `name`
ALTER TABLE "node" ADD CONSTRAINT "uq_node_parent_id_name" UNIQUE ("parent_id", "name");
CREATE INDEX "ix_node_parent_id" ON "node" ("parent_id");
-- hazard: fails when a row of `node` breaks the check `parent_id <> id`
ALTER TABLE "node" ADD CONSTRAINT "not_itself" CHECK (parent_id <> id);
CREATE TABLE "path" (
    "from_id" bigint NOT NULL,
    "to_id" bigint NOT NULL,
    "depth" integer DEFAULT 0 NOT NULL,
    CONSTRAINT "pk_path" PRIMARY KEY ("from_id", "to_id"),
    CONSTRAINT "fk_path_from_id_node" FOREIGN KEY ("from_id") REFERENCES "node" ("id") ON DELETE CASCADE,
    CONSTRAINT "fk_path_to_id_node" FOREIGN KEY ("to_id") REFERENCES "node" ("id") ON DELETE CASCADE
);
CREATE INDEX "ix_path_to_id" ON "path" ("to_id");
-- hazard: fails when a row of `node` refers by `parent_id` to no row of `node`
ALTER TABLE "node" ADD CONSTRAINT "fk_node_parent_id_node" FOREIGN KEY ("parent_id") REFERENCES "node" ("id") ON DELETE CASCADE;

-- migrate:down
ALTER TABLE "node" DROP CONSTRAINT "fk_node_parent_id_node";
-- hazard: drops table `path` and its rows
DROP TABLE "path";
ALTER TABLE "node" DROP CONSTRAINT "not_itself";
DROP INDEX "ix_node_parent_id";
ALTER TABLE "node" DROP CONSTRAINT "uq_node_parent_id_name";
-- hazard: fails when a row of `node` refers by `parent_id` to no row of `node`
ALTER TABLE "node" ADD CONSTRAINT "fk_node_parent_id_node" FOREIGN KEY ("parent_id") REFERENCES "node" ("id");
