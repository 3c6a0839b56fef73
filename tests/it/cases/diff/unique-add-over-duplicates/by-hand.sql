INSERT INTO t (id, a, b) VALUES (31, 'same', 1), (32, 'same', 1);
