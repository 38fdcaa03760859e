module nija

go 1.19
