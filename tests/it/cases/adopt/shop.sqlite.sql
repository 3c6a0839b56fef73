-- alone: the table of another tool
CREATE TABLE customers (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    email TEXT NOT NULL UNIQUE,
    "since when" DATETIME DEFAULT CURRENT_TIMESTAMP,
    active BOOLEAN NOT NULL DEFAULT 1,
    CHECK (email <> '')
);
CREATE TABLE orders (
    id INTEGER PRIMARY KEY,
    customer_id INTEGER NOT NULL REFERENCES customers (id) ON DELETE CASCADE,
    total NUMERIC(10,2) DEFAULT 0,
    state VARCHAR(10) NOT NULL DEFAULT 'open',
    type TEXT COLLATE NOCASE,
    big AS (total * 2) STORED,
    CONSTRAINT positive CHECK (total >= 0),
    UNIQUE (customer_id, state)
);
CREATE INDEX orders_by_state ON orders (state, total DESC) WHERE state <> 'gone';
CREATE UNIQUE INDEX orders_lower ON orders (lower(type));
CREATE INDEX orders_total ON orders (total);
CREATE TABLE "Order-Lines" (
    order_id INTEGER NOT NULL REFERENCES orders,
    line INTEGER NOT NULL,
    what BLOB NOT NULL,
    weight REAL,
    PRIMARY KEY (order_id, line)
) WITHOUT ROWID, STRICT;
CREATE TABLE notes (text TEXT, self INT REFERENCES customers);
CREATE TABLE no_types (a, b INTEGER);
CREATE VIEW open_orders AS SELECT id FROM orders WHERE state = 'open';
CREATE TRIGGER touched AFTER UPDATE ON orders BEGIN UPDATE orders SET state = 'x' WHERE id = new.id; END;
CREATE TABLE _sqlx_migrations (version BIGINT PRIMARY KEY);
