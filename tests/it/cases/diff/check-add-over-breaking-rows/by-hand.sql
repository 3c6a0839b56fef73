INSERT INTO t (id, a) VALUES (51, -5);
