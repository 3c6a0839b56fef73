-- migrate:up
CREATE TABLE "customers" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "email" TEXT NOT NULL,
    CONSTRAINT "uq_customers_email" UNIQUE ("email")
);
CREATE TABLE "orders" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "customer_id" INTEGER NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'open',
    "total" NUMERIC(12,2) NOT NULL,
    CONSTRAINT "fk_orders_customer_id_customers" FOREIGN KEY ("customer_id") REFERENCES "customers" ("id") ON DELETE CASCADE,
    CONSTRAINT "ck_orders_total" CHECK (total >= 0),
    CONSTRAINT "ck_orders_state" CHECK (state IN ('open', 'paid'))
);
CREATE INDEX "ix_orders_customer_id" ON "orders" ("customer_id");
CREATE TABLE "order_lines" (
    "order_id" INTEGER NOT NULL,
    "line" INTEGER NOT NULL,
    "what" TEXT NOT NULL,
    CONSTRAINT "pk_order_lines" PRIMARY KEY ("order_id", "line"),
    CONSTRAINT "fk_order_lines_order_id_orders" FOREIGN KEY ("order_id") REFERENCES "orders" ("id") ON DELETE CASCADE
);

-- migrate:down
-- hazard: drops table `order_lines` and its rows
DROP TABLE "order_lines";
-- hazard: drops table `orders` and its rows
DROP TABLE "orders";
-- hazard: drops table `customers` and its rows
DROP TABLE "customers";
