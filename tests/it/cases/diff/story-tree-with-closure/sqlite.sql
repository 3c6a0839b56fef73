-- migrate:up
-- hazard: fails when rows of `node` agree in `parent_id`, `name`; fails when a row of `node` breaks the check `parent_id <> id`; fails when a row of `node` refers by `parent_id` to no row of `node`
CREATE TABLE "_migrate_new_node" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "parent_id" INTEGER,
    "name" TEXT NOT NULL,
    CONSTRAINT "uq_node_parent_id_name" UNIQUE ("parent_id", "name"),
    CONSTRAINT "fk_node_parent_id_node" FOREIGN KEY ("parent_id") REFERENCES "node" ("id") ON DELETE CASCADE,
    CONSTRAINT "not_itself" CHECK (parent_id <> id)
);
INSERT INTO "_migrate_new_node" ("id", "parent_id", "name")
SELECT "id", "parent_id", "name"
FROM "node";
ANALYZE sqlite_schema;
UPDATE sqlite_stat1 SET tbl = '_migrate_new_node' WHERE tbl = 'node';
DROP TABLE "node";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "_migrate_new_node" RENAME TO "node";
PRAGMA legacy_alter_table = OFF;
UPDATE sqlite_stat1 SET tbl = 'node' WHERE tbl = '_migrate_new_node';
CREATE INDEX "ix_node_parent_id" ON "node" ("parent_id");
CREATE TABLE "path" (
    "from_id" INTEGER NOT NULL,
    "to_id" INTEGER NOT NULL,
    "depth" INTEGER NOT NULL DEFAULT 0,
    CONSTRAINT "pk_path" PRIMARY KEY ("from_id", "to_id"),
    CONSTRAINT "fk_path_from_id_node" FOREIGN KEY ("from_id") REFERENCES "node" ("id") ON DELETE CASCADE,
    CONSTRAINT "fk_path_to_id_node" FOREIGN KEY ("to_id") REFERENCES "node" ("id") ON DELETE CASCADE
);
CREATE INDEX "ix_path_to_id" ON "path" ("to_id");

-- migrate:down
-- hazard: drops table `path` and its rows
DROP TABLE "path";
-- hazard: fails when a row of `node` refers by `parent_id` to no row of `node`
CREATE TABLE "_migrate_new_node" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "parent_id" INTEGER,
    "name" TEXT NOT NULL,
    CONSTRAINT "fk_node_parent_id_node" FOREIGN KEY ("parent_id") REFERENCES "node" ("id")
);
INSERT INTO "_migrate_new_node" ("id", "parent_id", "name")
SELECT "id", "parent_id", "name"
FROM "node";
ANALYZE sqlite_schema;
UPDATE sqlite_stat1 SET tbl = '_migrate_new_node' WHERE tbl = 'node';
DROP TABLE "node";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "_migrate_new_node" RENAME TO "node";
PRAGMA legacy_alter_table = OFF;
UPDATE sqlite_stat1 SET tbl = 'node' WHERE tbl = '_migrate_new_node';
