INSERT INTO t (id, a) VALUES (1, '{2024-02-01 01:02:03}'), (2, NULL), (3, '{}');
