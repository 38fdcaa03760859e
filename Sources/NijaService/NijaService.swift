// Holds the target open until its first source arrives.
