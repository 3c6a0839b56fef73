CREATE VIEW v AS SELECT mood FROM t WHERE mood = 'sad';
