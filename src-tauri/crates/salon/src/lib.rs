//! The rules of a hair salon: catalogue, planning, working time, conflicts, slot search.
