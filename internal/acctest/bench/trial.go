//go:build unix

package main

import "time"

// minute is how long one takes where quotas are counted, for the service and for the provider.
const minute = 2 * time.Second

// The ids of the trials.
const (
	plainTrial   = "terraform_data"
	idleTrial    = "idle"
	directTrial  = "0 ms"
	distantTrial = "50 ms"
	quotaTrial   = "quotas"
)

// plain has as many resources of Terraform itself.
func (b *bench) plain() trial { return trial{id: plainTrial, provider: b.plugin, plain: true} }

// idle is the provider whose operations do nothing.
func (b *bench) idle() trial {
	return trial{id: idleTrial, provider: b.plugin, mode: modeIdle, requests: unpaced()}
}

// direct and distant are the provider for users, without quotas, next to the service and 50 milliseconds from it.
func (b *bench) direct() trial {
	return trial{id: directTrial, provider: b.provider, requests: unpaced()}
}

func (b *bench) distant() trial {
	return trial{id: distantTrial, provider: b.provider, requests: unpaced(), latency: 50 * time.Millisecond}
}

// quotas is the provider with the documented quotas, with minutes that are as short as those of the service.
func (b *bench) quotas() trial {
	return trial{id: quotaTrial, provider: b.plugin, mode: minute.String(), requests: documented(), minute: minute}
}
