-- The replicated tables; every node has the same.
CREATE TABLE accounts (id bigint PRIMARY KEY, owner text NOT NULL, balance numeric NOT NULL CHECK (balance >= 0));
