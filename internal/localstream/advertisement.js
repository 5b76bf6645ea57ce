// Plays the advertisement of a VAST tag before the film: its first linear
// creative (IAB, Video Ad Serving Template 4.2, chapters 2 and 3). Where there is
// none, or anything of it fails, the film plays by itself.
(() => {
  const film = document.querySelector("video")
  const { tag, autoplay } = document.currentScript.dataset
  const mostWrappers = 5

  // The error codes of VAST 4.2, 2.3.6.3.
  const noXML = 100, notReached = 301, tooManyWrappers = 302, noAd = 303, noFile = 403, notShown = 405

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

  // load reads a tag, through its wrappers, into ad, and returns the creative.
  async function load(address, ad, wrappers = 0) {
    const answer = await fetch(address).catch(e => { throw new VASTError(notReached, e.message) })
    if (!answer.ok) throw new VASTError(notReached, `${address} answers ${answer.status}`)
    const tag = new DOMParser().parseFromString(await answer.text(), "text/xml")
    if (tag.querySelector("parsererror")) throw new VASTError(noXML, `${address} is no XML`)
    ad.errors.push(...texts(tag, "Error"))
    ad.impressions.push(...texts(tag, "Impression"))
    for (const n of tag.querySelectorAll("Linear Tracking")) {
      (ad.events[n.getAttribute("event")] ??= []).push(n.textContent.trim())
    }
    const [next] = texts(tag, "Wrapper > VASTAdTagURI")
    if (next && wrappers === mostWrappers) throw new VASTError(tooManyWrappers, "the tag is wrapped too often")
    if (next) return load(next, ad, wrappers + 1)
    const linear = tag.querySelector("Ad > InLine Linear")
    if (!linear) throw new VASTError(noAd, "the tag has no linear advertisement")
    return linear
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
    return new Promise((ended, failed) => {
      const quarters = ["start", "firstQuartile", "midpoint", "thirdQuartile"]
      const skippable = linear.getAttribute("skipoffset")
      picture.onplaying = () => {
        report(ad.impressions.splice(0))
        tell("creativeView")
      }
      picture.ontimeupdate = () => {
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
        report(texts(linear, "ClickTracking"))
        const [to] = texts(linear, "ClickThrough")
        if (to) open(to, "_blank", "noopener")
      }
      picture.play().catch(e => failed(new VASTError(notShown, e.message)))
    }).finally(() => place.remove())
  }

  async function begin() {
    const ad = { errors: [], impressions: [], events: {} }
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
