CREATE TABLE measured_2024 PARTITION OF measured FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
CREATE TABLE measured_rest PARTITION OF measured DEFAULT;
CREATE MATERIALIZED VIEW counted AS SELECT day, max(value) AS most FROM measured GROUP BY day;
CREATE UNIQUE INDEX counted_day ON counted (day);
