Console.WriteLine("HelloRetail");
