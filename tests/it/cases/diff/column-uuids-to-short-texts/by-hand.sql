INSERT INTO t (id, a) VALUES (1, '{a81bc81b-dead-4e5d-abff-90865d1e13b1}'), (2, NULL), (3, '{}');
