-- migrate:up
ALTER TABLE "nodes" RENAME TO "vertices";
ALTER TABLE "vertices" RENAME CONSTRAINT "pk_nodes" TO "pk_vertices";
ALTER TABLE "vertices" RENAME CONSTRAINT "fk_nodes_parent_nodes" TO "fk_vertices_parent_vertices";

-- migrate:down
ALTER TABLE "vertices" RENAME CONSTRAINT "fk_vertices_parent_vertices" TO "fk_nodes_parent_nodes";
ALTER TABLE "vertices" RENAME CONSTRAINT "pk_vertices" TO "pk_nodes";
ALTER TABLE "vertices" RENAME TO "nodes";
