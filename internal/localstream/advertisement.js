// Plays the advertisement of a VAST tag before the film: the first linear creative
// in it (IAB, Video Ad Serving Template 4.2, chapters 2 and 3). Where there is none,
// or anything of it fails or keeps silent, the film plays by itself.
(() => {
  const film = document.querySelector("video")
  const { tag, autoplay } = document.currentScript.dataset
  const mostWrappers = 5
  const patience = 5000 // ms for a tag, and for a file that does not go on

  // The error codes of VAST 4.2, 2.3.6.3.
  const noXML = 100, notReached = 301, tooManyWrappers = 302, noAd = 303, tooSlow = 402, noFile = 403, notShown = 405

  class VASTError extends Error {
    constructor(code, message) {
      super(message)
      this.code = code
    }
  }

  const texts = (node, path) => [...node.querySelectorAll(path)].map(n => n.textContent.trim()).filter(isAddress)

  function isAddress(text) {
    return /^https?:\/\//.test(text)
  }

  // report calls addresses that count what happens.
  function report(addresses, code = "") {
    for (const address of addresses) {
      fetch(address.replaceAll("[ERRORCODE]", code), { mode: "no-cors", keepalive: true }).catch(console.warn)
    }
  }

  // load reads a tag, through its wrappers, into ad, and returns the creative. What
  // counts is taken from the one advertisement that is played.
  async function load(address, ad, wrappers = 0) {
    const tag = new DOMParser().parseFromString(await text(address), "text/xml")
    if (tag.querySelector("parsererror")) throw new VASTError(noXML, `${address} is no XML`)
    ad.errors.push(...texts(tag, "VAST > Error"))
    const chosen = choose(tag)
    if (!chosen) throw new VASTError(noAd, "the tag has no linear advertisement")
    ad.errors.push(...texts(chosen, "Error"))
    ad.impressions.push(...texts(chosen, "Impression"))
    const linear = chosen.querySelector("Linear")
    if (linear) {
      ad.clicks.push(...texts(linear, "ClickTracking"))
      for (const n of linear.querySelectorAll("Tracking")) {
        const event = n.getAttribute("event")
        ad.events[event] = [...ad.events[event] ?? [], n.textContent.trim()].filter(isAddress)
      }
    }
    const [next] = texts(chosen, "Wrapper > VASTAdTagURI")
    if (next && wrappers === mostWrappers) throw new VASTError(tooManyWrappers, "the tag is wrapped too often")
    return next ? load(next, ad, wrappers + 1) : linear
  }

  async function text(address) {
    try {
      const answer = await fetch(address, { signal: AbortSignal.timeout(patience) })
      if (answer.ok) return await answer.text()
      throw new Error(`${address} answers ${answer.status}`)
    } catch (e) {
      throw new VASTError(notReached, e.message)
    }
  }

  // choose is the first advertisement, by its place in a pod if it has one, that
  // leads to a linear creative.
  function choose(tag) {
    const place = n => Number(n.getAttribute("sequence") ?? Infinity)
    return [...tag.querySelectorAll("VAST > Ad")]
      .filter(n => n.querySelector("InLine Linear, Wrapper > VASTAdTagURI"))
      .sort((a, b) => place(a) - place(b) || 0)[0]
  }

  // fileOf is the address of the largest file that fits into the window and that
  // can be played, else of the smallest.
  function fileOf(linear) {
    const width = n => Number(n.getAttribute("width"))
    const files = [...linear.querySelectorAll("MediaFile")]
      .filter(n => film.canPlayType(n.getAttribute("type")) && isAddress(n.textContent.trim()))
      .sort((a, b) => width(a) - width(b))
    const best = files.findLast(n => width(n) <= innerWidth * devicePixelRatio) ?? files[0]
    if (!best) throw new VASTError(noFile, "no file of the advertisement can be played here")
    return best.textContent.trim()
  }

  // seconds reads 00:00:05.250, or a part of the length such as 25%.
  function seconds(text, length) {
    if (text.endsWith("%")) return length * parseFloat(text) / 100
    return text.split(":").reduce((sum, part) => sum * 60 + Number(part), 0)
  }

  // show plays a creative over the film until it ends or is skipped.
  function show(linear, ad) {
    const place = document.createElement("div")
    place.id = "ad"
    const picture = Object.assign(document.createElement("video"), { src: fileOf(linear), muted: film.muted, playsInline: true })
    place.append(picture)
    document.body.append(place)
    const tell = event => {
      report(ad.events[event] ?? [])
      delete ad.events[event] // each once
    }
    let waiting
    return new Promise((ended, failed) => {
      const wait = () => {
        clearTimeout(waiting)
        waiting = setTimeout(() => failed(new VASTError(tooSlow, "the advertisement does not go on")), patience)
      }
      wait()
      const quarters = ["start", "firstQuartile", "midpoint", "thirdQuartile"]
      const skippable = linear.getAttribute("skipoffset")
      picture.onplaying = () => {
        report(ad.impressions.splice(0))
        tell("creativeView")
      }
      picture.ontimeupdate = () => {
        wait()
        quarters.filter((_, n) => picture.currentTime >= picture.duration * n / 4).forEach(tell)
        if (skippable && !place.querySelector("button") && picture.currentTime >= seconds(skippable, picture.duration)) {
          const skip = Object.assign(document.createElement("button"), { textContent: "Skip" })
          skip.onclick = () => { tell("skip"); ended() }
          place.append(skip)
        }
      }
      picture.onended = () => { quarters.forEach(tell); tell("complete"); ended() }
      picture.onerror = () => failed(new VASTError(notShown, "the advertisement cannot be played"))
      picture.onclick = () => {
        report(ad.clicks)
        const [to] = texts(linear, "ClickThrough")
        if (to) open(to, "_blank", "noopener")
      }
      picture.play().catch(e => failed(new VASTError(notShown, e.message)))
    }).finally(() => {
      clearTimeout(waiting)
      place.remove()
    })
  }

  async function begin() {
    const ad = { errors: [], impressions: [], clicks: [], events: {} }
    try {
      await show(await load(tag, ad), ad)
    } catch (e) {
      console.warn(e)
      report(ad.errors, e.code ?? 900)
    }
    await film.play().catch(console.warn)
  }

  if (autoplay === undefined) {
    film.addEventListener("play", () => { film.pause(); begin() }, { once: true })
  } else {
    begin()
  }
})()
