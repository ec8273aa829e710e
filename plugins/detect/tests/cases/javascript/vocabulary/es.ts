export const es = {
  common: {
    model: "Modelo",
    back: "Atrás",
    next: "Siguiente",
    done: "Listo",
    input: "Entrada",
    system: "Sistema",
    messages: "Mensajes",
    add: "Agregar",
    remove: "Quitar",
    confirm: "Confirmar",
    warning: "Advertencia",
    error: "Error",
    engine: "Motor gpt-4o",
    modes: { off: "Nada", insights: "Solo" },
    from: `Desde`,
  },
};
export const short = { model: "modell", stream: true };
export const sent = { model: "gpt-5", prompt: "x", temperature: 1, a: "b", c: "d", e: "f", g: "h", i: "j", k: "l", m: "n", o: "p" };
export const renderingEngine = process.env.RENDERING_ENGINE;
