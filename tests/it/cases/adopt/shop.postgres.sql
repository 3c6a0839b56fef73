CREATE TYPE order_state AS ENUM ('open', 'in transit', 'Done');
CREATE TABLE customers (
    id bigserial PRIMARY KEY,
    email varchar(200) NOT NULL UNIQUE CHECK (email LIKE '%@%'),
    "createdAt" timestamptz NOT NULL DEFAULT now(),
    last_state order_state,
    settings jsonb NOT NULL DEFAULT '{}'::jsonb
);
COMMENT ON TABLE customers IS 'People who buy.';
COMMENT ON COLUMN customers.email IS 'Where the bill goes.';
CREATE TABLE categories (id uuid PRIMARY KEY DEFAULT gen_random_uuid(), name text NOT NULL, parent uuid REFERENCES categories ON DELETE SET NULL);
CREATE TABLE orders (
    id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    customer_id bigint NOT NULL REFERENCES customers ON DELETE CASCADE,
    state order_state NOT NULL DEFAULT 'open',
    states order_state[] NOT NULL DEFAULT '{}',
    total numeric(12,2) NOT NULL DEFAULT 0,
    placed date,
    note text,
    type text DEFAULT 'a',
    CHECK (total >= 0 AND state IN ('open', 'Done') OR note IS NOT NULL)
);
CREATE INDEX orders_customer ON orders (customer_id);
CREATE INDEX orders_open ON orders (placed DESC) WHERE state = 'open';
CREATE INDEX orders_note ON orders (lower(note), type text_pattern_ops);
CREATE TABLE order_lines (
    order_id integer REFERENCES orders ON DELETE CASCADE,
    line smallint,
    category_id uuid REFERENCES categories,
    PRIMARY KEY (order_id, line)
);
CREATE VIEW open_orders AS SELECT o.id, c.email FROM orders o JOIN customers c ON c.id = o.customer_id WHERE o.state = 'open';
