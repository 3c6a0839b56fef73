CREATE TABLE 'string name' ("a""b" TEXT, `c``d` TEXT, [e f] TEXT, "select" TEXT CHECK ("select" IN ('a;b', '--', '/*')));
CREATE TABLE "naïve" (ünï TEXT, "Ünï2" TEXT);
create table lower_case(a int,b int,primary key(a,b),unique(b)constraint c check(a>b)foreign key(a)references lower_case(b));
CREATE TABLE noTypes (a, b DEFAULT 0x1F, c PRIMARY KEY, d DEFAULT 1.5e-3, e DEFAULT x'ab');
