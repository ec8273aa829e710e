const answer = await fetch(`${base}/models/gemini-2.0-flash:streamGenerateContent?alt=sse`, { method: "POST" });
